import { Component, type ReactNode } from 'react';
import { Button } from '../pieces/controls.tsx';
import { FailureNote } from '../pieces/states.tsx';

/** Catches a defect in drawing, says what is safe, and offers to draw again. A class, because React has no other way. */
export class Trouble extends Component<{ children: ReactNode }, { message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <main className="alone">
        <FailureNote
          title="This page could not be drawn"
          failure={{ code: 'defect', message: `${message}. Draw it again, or go somewhere else with the menu.` }}
          action={
            <Button main onClick={() => this.setState({ message: null })}>
              Draw it again
            </Button>
          }
        />
      </main>
    );
  }
}
