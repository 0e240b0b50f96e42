import { describe, expect, test } from 'vitest';
import { findStyleFaults } from './style-rules.mjs';

const component = 'apps/web/src/features/pins/PinnedList.tsx';

function findIn(classes: string): string {
  return findStyleFaults(component, `<p className="${classes}" />`).join('\n');
}

describe('a class that names a side of the screen is refused', () => {
  test.each([
    'ml-2',
    '-mr-0.5',
    'max-wide:pl-3.5',
    'wide:left-4',
    'right-0',
    'border-l',
    'max-wide:border-r-0',
    'rounded-l',
    'rounded-tr-sm',
    'text-left',
    'hover:text-right',
    'scroll-ml-2',
  ])('%s', (name) => {
    expect(findIn(`flex ${name} grow`)).toContain(`"${name}" names a side of the screen`);
  });
});

test('also where the class is put together', () => {
  expect(findStyleFaults(component, 'className={`flex ml-2 ${more}`}')).toHaveLength(1);
});

describe('a size that has no name is refused', () => {
  test.each([
    'w-[19rem]',
    'max-wide:rounded-[11px]',
    '-mt-[3px]',
    'text-sm/[1.35]',
    'grid-cols-[1fr_2fr]',
    '[color:red]',
  ])('%s', (name) => {
    expect(findIn(`flex ${name} grow`)).toContain(`"${name}" is a size of its own`);
  });
});

test('what follows the direction of the text, and what is of the theme, is let through', () => {
  const classes =
    'ms-2 -me-0.5 ps-3.5 start-0 end-0 border-s border-line rounded-lg rounded-sm rounded-ss text-start text-as-parent ' +
    'wide:grid-cols-workspace ring-(--ring) data-[open]:bg-tint group-hover/message:opacity-100 prose left over';
  expect(findIn(classes)).toBe('');
});

test('what is no class is none of its business', () => {
  const text = "const right = left[0];\nconst plain = /^[a-z]-[\\w]$/;\n// It's left-0 here\nt`the left-hand side`;";
  expect(findStyleFaults(component, text)).toEqual([]);
  expect(findStyleFaults('apps/server/src/a.ts', "'ml-2'")).toEqual([]);
});

test('a style sheet names no side of the screen either, and the line is told', () => {
  const css = '.a {\n  /* left: here */\n  margin-left: 1px;\n  text-align: right;\n  inset: 0 auto auto 0;\n}\n';
  expect(findStyleFaults('apps/web/src/ui/base.css', css)).toEqual([
    expect.stringContaining('base.css:3: "margin-left:" names a side'),
    expect.stringContaining('base.css:4: "text-align: right" names a side'),
  ]);
});

test('taking a whole map of the state is refused, a part of it is not', () => {
  const whole = 'const users = useClientState((state) => state.users);';
  expect(findStyleFaults(component, whole).join()).toContain('Select what is shown');
  expect(findStyleFaults(component, 'useClientState(({ chats }) => chats)')).toHaveLength(1);
  expect(findStyleFaults(component, 'useClientState((state) => state.users.get(id))')).toEqual([]);
});
