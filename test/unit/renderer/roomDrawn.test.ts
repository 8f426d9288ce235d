import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement as h, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { askKey } from '../../../renderer/engine/hooks.ts';
import type { FirmnessState } from '../../../renderer/organizer/decision/firmnessStore.ts';
import { type Imagined, nothingImagined } from '../../../renderer/organizer/decision/imagined.ts';
import { RankingRow } from '../../../renderer/organizer/decision/rankingRow.tsx';
import { RoomRail } from '../../../renderer/organizer/decision/roomRail.tsx';
import { Settle } from '../../../renderer/organizer/decision/settle.tsx';
import { WhatIfFrame } from '../../../renderer/organizer/decision/whatIfFrame.tsx';
import { percent } from '../../../renderer/pieces/format.ts';
import { firmness, grounds, room, whatIf } from './fake/judging.ts';

// The pieces of the decision room drawn to markup: what is said, and that what is imagined stands beside what is.

const firm: FirmnessState = {
  firmness,
  failure: null,
  running: null,
  seed: 1,
  startedFor: room.fingerprint,
  compute: () => {},
};
const row = room.outcomes[3]!;
const turned: Imagined = {
  ...nothingImagined,
  levels: [{ submission: row.submission, alias: 'Amber Lathe', criterion: 'novelty', level: 1 }],
};

// keycaps ask the window for the platform
vi.stubGlobal('window', {});
afterAll(() => vi.unstubAllGlobals());

function drawn(piece: ReactNode): string {
  const client = new QueryClient();
  client.setQueryData(askKey('decision.grounds', { submission: row.submission }), grounds);
  return renderToStaticMarkup(h(MantineProvider, null, h(QueryClientProvider, { client }, piece)));
}
const line = (imagined: Imagined | null) =>
  drawn(
    h(RankingRow, {
      row,
      room,
      firm,
      open: true,
      imagined,
      answer: imagined ? whatIf : null,
      onToggle: () => {},
      onImagine: () => {},
    }),
  );

describe('a line of the decision room', () => {
  it('has the reviewers’ levels, what it hangs on and the way to try it', () => {
    const markup = line(null);
    expect(markup).toContain('Amber Lathe');
    expect(markup).toContain('Hangs on one level.');
    expect(markup).toContain('Were Amber Lathe’s Novelty a 1, this would be Third.');
    expect(markup).toContain('Try it');
    expect(markup).toContain('(the result hangs on it)');
    expect(markup).not.toContain('What if');
  });

  it('says no share of what the contest was before it moved on', () => {
    const share = `>${percent(firmness.stability.submissions[row.submission]?.[row.status] ?? 0)}<`;
    const closed = { row, room, firm, open: false, imagined: null, answer: null, onToggle() {}, onImagine() {} };
    expect(drawn(h(RankingRow, closed))).toContain(share);
    const later = drawn(h(RankingRow, { ...closed, room: { ...room, fingerprint: 'another' } }));
    expect(later).not.toContain(share);
    expect(later).toContain('F works it out again');
  });

  it('keeps its real outcome while another is imagined, and says both', () => {
    const markup = line(turned);
    expect(markup).toContain('Second');
    expect(markup).toMatch(/What if: <\/span>Third/);
    expect(markup).toContain('Novelty by Amber Lathe: 1, really 2');
  });
});

describe('beside and between the lines', () => {
  it('stands what would settle an undecided group, with both ways', () => {
    const task = { open: async () => {}, busy: false, failure: null };
    const markup = drawn(h(Settle, { room, question: room.questions[0]!, task, onDecide: () => {} }));
    expect(markup).toContain('Two reviewers have ranked some of them');
    expect(markup).toContain('A ranking task for the five who have read both can settle it');
    expect(markup).toContain('Open a ranking task');
    expect(markup).toContain('Decide');
  });

  it('stand the seats, the firmness with its seed, and each absence that matters', () => {
    const props = { imagined: nothingImagined, onImagine: () => {}, onCaps: () => {} };
    const markup = drawn(h(RoomRail, { room, firm, ...props }));
    expect(markup).toContain('2,000 draws of reviews, seed 1');
    expect(markup).toContain('5 of 10 · $5,000');
    expect(markup).toMatch(/aria-label="1 held from round 1, 4 taken, 5 free"/);
    expect(markup).toContain('Slow Comet');
    expect(markup).toContain('Four others');
    expect(markup).not.toContain('the contest has moved on since');
    const later = drawn(h(RoomRail, { room: { ...room, fingerprint: 'another' }, firm, ...props }));
    expect(later).toContain('the contest has moved on since');
  });

  it('says in the frame what is supposed and what it would change', () => {
    const asked = { data: whatIf, error: null, isPending: false, isStale: false, retry: () => {} };
    const markup = drawn(h(WhatIfFrame, { room, imagined: turned, asked, onImagine: () => {}, onBack: () => {} }));
    expect(markup).toMatch(/Amber Lathe gives .* a 1 for Novelty/);
    expect(markup).toContain('One result would change.');
    expect(markup).toContain('$50,000 instead of $65,000');
  });
});
