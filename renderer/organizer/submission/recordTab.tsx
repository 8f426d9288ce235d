import { EventList } from '../record/eventList.tsx';

/** What happened to this submission, latest first. */
export function RecordTab({ submission }: { submission: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="pane" tabIndex={0} aria-label="Record">
      <EventList subject={submission} />
    </section>
  );
}
