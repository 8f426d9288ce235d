import { createTheme, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { engine, useEngineState } from '../engine/connection.ts';
import { readAgain, useAsk } from '../engine/hooks.ts';
import { useKeyListener, useKeys } from '../frame/keys.ts';
import { openOverlay } from '../frame/overlays.ts';
import { Button } from '../pieces/controls.tsx';
import { Dialog } from '../pieces/dialog.tsx';
import { assay } from '../pieces/platform.ts';
import { FailureNote, useLate } from '../pieces/states.tsx';
import { FirstRun } from '../start/firstRun.tsx';
import { SignIn } from '../start/signIn.tsx';
import { Trouble } from './boundary.tsx';
import { useContestMenu } from './menu.ts';
import { back, forward } from './router.ts';
import { useOpening, useTrouble } from './session.ts';

const OrganizerDesk = lazy(() => import('../organizer/desk.tsx').then((file) => ({ default: file.OrganizerDesk })));
const ContractorApp = lazy(() =>
  import('../contractor/ContractorApp.tsx').then((file) => ({ default: file.ContractorApp })),
);
const ReviewerApp = lazy(() => import('../reviewer/ReviewerApp.tsx').then((file) => ({ default: file.ReviewerApp })));

const theme = createTheme({ defaultRadius: 'sm', cursorType: 'default', fontSmoothing: true });

/** Answers stay until their subject changes; the engine is on this computer, so "offline" means nothing to it. */
const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, networkMode: 'always', refetchOnWindowFocus: false },
  },
});

export function Root() {
  return (
    // Mantine's variables come from theme/mantine.css: the content policy refuses a <style> that a script writes.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
      deduplicateInlineStyles
    >
      <QueryClientProvider client={client}>
        <Trouble>
          <Window />
        </Trouble>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Window() {
  useKeyListener();
  useContestMenu();
  useKeys('Everywhere', [
    { key: 'Mod+K', label: 'Find or do', run: () => openOverlay('find'), unlisted: true },
    { key: '?', label: 'Show all keys', run: () => openOverlay('keys') },
    { key: 'Alt+ArrowLeft', label: 'Back', run: back },
    { key: 'Alt+ArrowRight', label: 'Forward', run: forward },
  ]);
  useEffect(() => engine.onChanged((subjects) => void readAgain(client, subjects)), []);
  useEffect(() => engine.onAttached(() => void client.invalidateQueries()), []);
  const { trouble } = useTrouble();
  return (
    <>
      <Desk />
      <EngineLine />
      {trouble ? (
        <Dialog title={trouble.title} onClose={() => useTrouble.setState({ trouble: null })}>
          <FailureNote failure={trouble.failure} />
        </Dialog>
      ) : null}
    </>
  );
}

/** Who is here decides what there is. */
function Desk() {
  const session = useAsk('session.current', {});
  const late = useLate();
  const { doing } = useOpening();
  const { data } = session;
  const role = data?.role ?? 'nobody';
  const name = data?.contest?.name ?? null;

  useEffect(() => {
    assay()?.setWindowState({ title: name ? `${name} · Assay` : 'Assay', role, contestOpen: name !== null });
    document.title = name ? `${name} · Assay` : 'Assay';
  }, [name, role]);

  if (session.error && !data) {
    return (
      <main className="alone">
        <FailureNote failure={session.error} />
      </main>
    );
  }
  if (!data) return late ? <p className="alone">Starting the engine</p> : null;
  if (!data.contest) return <FirstRun doing={doing} />;
  if (data.role === 'nobody') return <SignIn contest={data.contest.name} />;
  return (
    <Suspense fallback={null}>
      {data.role === 'organizer' ? <OrganizerDesk session={data} /> : null}
      {data.role === 'contractor' ? <ContractorApp /> : null}
      {data.role === 'reviewer' ? <ReviewerApp /> : null}
    </Suspense>
  );
}

/** While the engine is away: what happened, what is safe, what comes next. */
function EngineLine() {
  const { state, message } = useEngineState();
  if (state === 'running') return null;
  return (
    <div className="engine-line" role="alert">
      <FailureNote
        title={state === 'restarting' ? 'The engine is being started again' : 'The engine has stopped'}
        action={
          state === 'stopped' ? (
            <Button main onClick={() => assay()?.startEngineAgain()}>
              Start it again
            </Button>
          ) : null
        }
        failure={{
          code: 'engine-gone',
          message: message ?? 'Wait a moment, or close this window and start Assay again.',
        }}
      />
    </div>
  );
}
