import type { Session } from '../../shared/contract/session.ts';
import { useMenuAction, writeBackup } from '../app/menu.ts';
import { go, usePlace, type WindowPlace } from '../app/router.ts';
import { useAsk } from '../engine/hooks.ts';
import { type Findable, Finder } from '../frame/finder.tsx';
import { useKeys } from '../frame/keys.ts';
import { KeysOverlay } from '../frame/keysOverlay.tsx';
import { useOverlay } from '../frame/overlays.ts';
import { type NavItem, Shell, Sidebar } from '../frame/shell.tsx';
import { count, percent, since } from '../pieces/format.ts';
import type { IconName } from '../pieces/icons.tsx';
import { useDroppedFiles } from '../start/dropped.ts';
import { AdjudicationScreen } from './adjudication/adjudication.tsx';
import { DecisionScreen } from './decision/decision.tsx';
import { EvidenceWallScreen } from './evidence/wall.tsx';
import { ImportDialog } from './import/importDialog.tsx';
import { openImport, takeDropped } from './import/importFlow.ts';
import { SheetDialog } from './import/sheetDialog.tsx';
import { ContractorScreen } from './labels/contractor.tsx';
import { LabelsScreen } from './labels/labels.tsx';
import { OverviewScreen } from './overview/overview.tsx';
import { dayOfPlan } from './overview/planBar.ts';
import { PeopleScreen } from './people/people.tsx';
import { RecordScreen } from './record/record.tsx';
import { ReportsScreen } from './reports/reports.tsx';
import { ResultsScreen } from './results/results.tsx';
import { ReviewScreen } from './review/review.tsx';
import { RulesScreen } from './rules/rules.tsx';
import { SubmissionScreen } from './submission/submission.tsx';
import { SubmissionsScreen } from './submissions/submissions.tsx';
import './organizer.css';

type Page = Exclude<WindowPlace['page'], 'submission' | 'contractor'>;

const pages: readonly { page: Page; label: string; icon: IconName; letter: string }[] = [
  { page: 'overview', label: 'Overview', icon: 'overview', letter: 'O' },
  { page: 'submissions', label: 'Submissions', icon: 'table', letter: 'S' },
  { page: 'results', label: 'Results', icon: 'chart', letter: 'E' },
  { page: 'evidence', label: 'Evidence', icon: 'multiples', letter: 'W' },
  { page: 'labels', label: 'Labels', icon: 'label', letter: 'L' },
  { page: 'adjudication', label: 'Adjudication', icon: 'scales', letter: 'A' },
  { page: 'review', label: 'Review', icon: 'review', letter: 'V' },
  { page: 'decision', label: 'Decision', icon: 'rank', letter: 'D' },
  { page: 'reports', label: 'Reports', icon: 'report', letter: 'T' },
  { page: 'people', label: 'People', icon: 'people', letter: 'P' },
  { page: 'record', label: 'Record', icon: 'record', letter: 'C' },
  { page: 'rules', label: 'Rules', icon: 'rules', letter: 'R' },
];

/** What an organizer has: the sidebar, one screen, and what may lie over it. */
export function OrganizerDesk(props: { session: Session }) {
  const place = usePlace();
  const { overlay } = useOverlay();
  const over = useDroppedFiles(takeDropped);
  useMenuAction('import-submission', () => openImport({ what: 'submission', pick: true }));
  useMenuAction('import-results', () => openImport({ what: 'results', pick: true }));
  useKeys('Go to', [
    ...pages.map(({ page, label, letter }) => ({ key: `G ${letter}`, label, run: () => go({ page }) })),
    { key: 'I', label: 'Import', run: () => openImport() },
  ]);

  return (
    <Shell sidebar={<OrganizerSidebar session={props.session} />}>
      <ScreenFor place={place} />
      <ImportDialog />
      <SheetDialog />
      {overlay === 'keys' ? <KeysOverlay /> : null}
      {overlay === 'find' ? <OrganizerFinder /> : null}
      {over ? (
        <div className="drop-here" role="status">
          Drop a CSV to import a submission, a folder or a JSON Lines file to import model results, or an .assay file to
          open it.
        </div>
      ) : null}
    </Shell>
  );
}

function ScreenFor({ place }: { place: WindowPlace }) {
  switch (place.page) {
    case 'overview':
      return <OverviewScreen />;
    case 'submissions':
      return <SubmissionsScreen />;
    case 'submission':
      return <SubmissionScreen key={place.id} place={place} />;
    case 'results':
      return <ResultsScreen />;
    case 'evidence':
      return <EvidenceWallScreen />;
    case 'labels':
      return <LabelsScreen />;
    case 'adjudication':
      return <AdjudicationScreen />;
    case 'contractor':
      return <ContractorScreen key={place.id} id={place.id} />;
    case 'review':
      return <ReviewScreen />;
    case 'decision':
      return <DecisionScreen />;
    case 'reports':
      return <ReportsScreen />;
    case 'people':
      return <PeopleScreen />;
    case 'record':
      return <RecordScreen />;
    case 'rules':
      return <RulesScreen />;
    default:
      return place satisfies never;
  }
}

function OrganizerSidebar({ session }: { session: Session }) {
  const place = usePlace();
  const overview = useAsk('contest.overview', {}).data;
  const rules = useAsk('contest.rules', {}).data;
  const counts = overview?.counts;
  const figures: Partial<Record<Page, NavItem['n']>> = {
    submissions: counts?.submissions,
    results: counts?.runs,
    labels: counts && counts.votesExpected > 0 ? percent(counts.votes / counts.votesExpected) : undefined,
    adjudication: counts && counts.toSettle > 0 ? counts.toSettle : undefined,
    review:
      counts && counts.reviewsExpected > 0 ? `${count(counts.reviews)} / ${count(counts.reviewsExpected)}` : undefined,
    people: counts?.participants,
    record: counts?.events,
    rules: rules ? `v${rules.version}` : undefined,
  };
  const item = ({ page, label, icon, letter }: (typeof pages)[number]): NavItem => ({
    label,
    icon,
    letter,
    current:
      place.page === page ||
      (page === 'submissions' && place.page === 'submission') ||
      (page === 'labels' && place.page === 'contractor'),
    onOpen: () => go({ page }),
    n: figures[page],
    due: page === 'adjudication',
  });
  const day = overview ? dayOfPlan(overview) : null;
  return (
    <Sidebar
      contest={session.contest?.name ?? ''}
      fileName={session.contest?.fileName ?? null}
      groups={[
        { label: 'Contest', items: pages.slice(0, 9).map(item) },
        { label: 'Keeping', items: pages.slice(9).map(item) },
      ]}
      foot={
        <>
          Round {session.contest?.round ?? 1}
          {day ? ` · day ${day.day} of ${day.days}` : null}
          <br />
          {overview ? (
            <button type="button" className="quiet-link" onClick={() => void writeBackup()}>
              Saved · {overview.lastBackup ? `backup ${backupAge(overview.lastBackup)}` : 'make a backup'}
            </button>
          ) : null}
        </>
      }
    />
  );
}

function backupAge(time: string): string {
  const age = since(time);
  return age === 'now' ? 'just now' : `${age} ago`;
}

function OrganizerFinder() {
  const submissions = useAsk('submission.list', {});
  const items: Findable[] = [
    ...pages.map(({ page, label, icon }) => ({ title: label, kind: 'page', icon, run: () => go({ page }) })),
    ...(submissions.data?.submissions ?? []).map((row) => ({
      title: row.title,
      kind: `submission ${row.id}`,
      icon: 'file' as const,
      run: () => go({ page: 'submission', id: row.id }),
    })),
  ];
  return <Finder items={items} reading={submissions.isPending} />;
}
