import { TakeDialog } from './takeDialog.tsx';

/** The letter to a submission's author as it will be sent: Markdown, to be copied into a mail or saved. */
export function LetterDialog(props: { submission: string; letter: string; onClose: () => void }) {
  const { submission, letter } = props;
  return (
    <TakeDialog
      title="Letter to the author"
      called="The letter is"
      copied={letter}
      file={{ kind: 'md', name: `${submission}-letter`, content: letter }}
      save="Save as Markdown"
      onClose={props.onClose}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <pre className="letter" tabIndex={0} dir="auto">
        {letter}
      </pre>
    </TakeDialog>
  );
}
