import { describe, expect, it } from 'vitest';
import { footGroups } from '../../../renderer/frame/footKeys.tsx';
import { bindingFor, type KeyBinding, type KeyScope, type Press } from '../../../renderer/frame/keys.ts';

const none = () => {};
const binding = (key: string, more: Partial<KeyBinding> = {}): KeyBinding => ({ key, label: key, run: none, ...more });
const scope = (id: number, bindings: readonly KeyBinding[], modal = false): KeyScope => ({
  id,
  title: `${id}`,
  modal,
  bindings,
});
const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  mod: false,
  alt: false,
  inField: false,
  onControl: false,
  ...more,
});
const found = (scopes: readonly KeyScope[], after: 'G' | null, pressed: Press) =>
  bindingFor(scopes, after, pressed)?.label ?? null;

describe('keys', () => {
  it('goes to the topmost scope that knows the key', () => {
    const scopes = [
      scope(1, [binding('I', { label: 'below' }), binding('X')]),
      scope(2, [binding('I', { label: 'above' })]),
    ];
    expect(found(scopes, null, press('i'))).toBe('above');
    expect(found(scopes, null, press('x'))).toBe('X');
  });

  it('hides what lies under a modal scope', () => {
    expect(found([scope(1, [binding('I')]), scope(2, [], true)], null, press('i'))).toBeNull();
  });

  it('needs Alt while a field has the focus, whatever character that types', () => {
    const scopes = [scope(1, [binding('I')])];
    expect(found(scopes, null, press('i', { inField: true }))).toBeNull();
    expect(found(scopes, null, press('ˆ', { code: 'KeyI', alt: true, inField: true }))).toBe('I');
    expect(found(scopes, null, press('i', { alt: true }))).toBeNull();
  });

  it('takes Ctrl or ⌘ in fields as well', () => {
    expect(found([scope(1, [binding('Mod+K')])], null, press('k', { mod: true, inField: true }))).toBe('Mod+K');
  });

  it('leaves Enter and Space to the control that has the focus', () => {
    const scopes = [scope(1, [binding('Enter')])];
    expect(found(scopes, null, press('Enter', { onControl: true }))).toBeNull();
    expect(found(scopes, null, press('Enter'))).toBe('Enter');
  });

  it('reads a letter after G as a place, and only then', () => {
    const scopes = [scope(1, [binding('G S', { label: 'go' }), binding('S', { label: 'single' })])];
    expect(found(scopes, 'G', press('s'))).toBe('go');
    expect(found(scopes, null, press('s'))).toBe('single');
  });

  it('skips what is off', () => {
    expect(found([scope(1, [binding('I', { off: true })])], null, press('i'))).toBeNull();
  });

  it('shows keys that do the same together at the foot', () => {
    const groups = footGroups([
      binding('ArrowUp', { label: 'move', foot: true }),
      binding('ArrowDown', { label: 'move', foot: true }),
      binding('Q'),
    ]);
    expect(groups).toEqual([{ label: 'move', keys: ['ArrowUp', 'ArrowDown'] }]);
  });
});
