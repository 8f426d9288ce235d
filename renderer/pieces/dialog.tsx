import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './controls.tsx';

/** Where a dialog is answered: its first field, else its main button, else the first button under its head. */
const answering = ['input, textarea, select', '.btn-main', '.dialog-body button'];

/**
 * A modal dialog on the platform's own element: the rest of the page is inert, Esc closes, focus comes back to where it
 * was. Mount it to open it. The focus goes to its first field, or else to its main button; where there is only text, to
 * the text, so that arrows scroll it and Enter closes nothing unread. A dialog with keys of its own
 * declares them with `useKeys(title, [...], { modal: true })`; one without declares an empty list, to hide the page's.
 */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  wide?: boolean;
  /** Without head: the content brings its own (the palette does). */
  bare?: boolean;
  foot?: ReactNode;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const { onClose } = props;

  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open) return;
    const before = document.activeElement;
    element.showModal();
    takeFocus(element);
    return () => {
      element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className={props.wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={props.bare ? undefined : title}
      aria-label={props.bare ? props.title : undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        // The backdrop counts as the dialog itself; its content does not.
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {props.bare ? null : (
        <div className="dialog-head">
          <h2 id={title} className="grow">
            {props.title}
          </h2>
          <IconButton icon="close" label="Close" k="Escape" onClick={onClose} />
        </div>
      )}
      {props.bare ? props.children : <div className="dialog-body">{props.children}</div>}
      {props.foot ? <div className="dialog-foot">{props.foot}</div> : null}
    </dialog>
  );
}

/** The platform would give the focus to the first control, which is Close: Enter would close what was just opened. */
function takeFocus(dialog: HTMLElement): void {
  const answer = answering.map((place) => dialog.querySelector<HTMLElement>(place)).find((found) => found !== null);
  const text = dialog.querySelector<HTMLElement>('.dialog-body');
  if (!answer && text) text.tabIndex = 0;
  (answer ?? text)?.focus();
}
