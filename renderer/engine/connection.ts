import { create } from 'zustand';
import { ENGINE_PORT_MESSAGE, type EngineState } from '../../shared/contract/bridge.ts';
import { contract } from '../../shared/contract/contract.ts';
import { assay } from '../pieces/platform.ts';
import { createEngineClient } from './client.ts';

/** The one engine of this window. */
export const engine = createEngineClient(contract);

/** Whether the engine runs, as the main process says it. */
export const useEngineState = create<EngineState>(() => ({ state: 'running', message: null, reopen: null }));

/** Takes the engine's port from the preload script, now and after each restart. Call once, before anything is drawn. */
export function listenForEngine(): void {
  window.addEventListener('message', (event) => {
    const sent: unknown = event.data;
    const type = typeof sent === 'object' && sent !== null && 'type' in sent ? sent.type : sent;
    const port = event.ports[0];
    if (event.source !== window || type !== ENGINE_PORT_MESSAGE || !port) return;
    engine.attach(port);
  });
  assay()?.onEngineState((state) => {
    if (state.state !== 'running') engine.detach();
    useEngineState.setState(state, true);
  });
}
