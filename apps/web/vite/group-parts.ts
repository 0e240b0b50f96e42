import { fileURLToPath } from 'node:url';

type ModuleGraph = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null };

const rootsOf = (...paths: string[]): string[] =>
  paths.map((path) => fileURLToPath(new URL(`../src/${path}`, import.meta.url)));

const main = rootsOf('app/main.tsx');
const visitor = rootsOf('features/auth/LoginPage.tsx', 'features/auth/RegisterPage.tsx');
const member = rootsOf('app/Workspace.tsx');
/** What is done about messages, and what tells of it: a moment after the first look, and all of it at once. */
const late = rootsOf(
  'app/late-features.ts',
  'app/LateLayers.tsx',
  'features/composer/save-edit.ts',
  'features/conversation/ActiveUsers.tsx',
  'features/conversation/Announcer.tsx',
  'features/conversation/delete-with-undo.ts',
  'features/conversation/JumpButtons.tsx',
  'features/conversation/MessageToolbar.tsx',
  'features/conversation/PendingActions.tsx',
  'features/conversation/PendingRefusal.tsx',
  'features/conversation/TypingLine.tsx',
  'features/conversation/WritingNote.tsx',
  'features/selecting/SelectMark.tsx',
  'ui/NoticeLayer.tsx',
);

/** What the first look does without of packages/text. */
const isLaterText = /\/packages\/text\/src\/(?:find-links\.ts|texts-of\.ts|search\/)/;

type Group = { debugName: string; name: (id: string, graph: ModuleGraph) => string | null };

/**
 * For the bundler: what is needed at the same time comes as one file. Each file is a request, and a browser has six
 * connections to a server. What opens later is left to the bundler.
 */
export function groupParts(): Group {
  let needed: Record<'main' | 'visitor' | 'member', Set<string>> | null = null;
  return {
    debugName: 'needed together',
    name(id, graph) {
      // What the bundler itself adds is needed by all of it.
      if (id.startsWith('\0rolldown')) return 'main';
      // A file of its own, which the early script loads as well (write-pages.ts).
      if (isLaterText.test(id)) return null;
      if (id.includes('/packages/text/') || id.endsWith('/early/text-file.ts')) return 'text';
      needed ??= {
        main: importedFrom(main, graph),
        visitor: importedFrom(visitor, graph),
        member: importedFrom(member, graph),
      };
      const isForVisitors = needed.visitor.has(id);
      const isForMembers = needed.member.has(id);
      if (needed.main.has(id) || (isForVisitors && isForMembers)) return 'main';
      if (isForVisitors) return 'visitor';
      return isForMembers ? 'workspace' : null;
    },
  };
}

/** Stands behind `groupParts`: of what is left. */
export function groupLate(): Group {
  let needed: Set<string> | null = null;
  return {
    debugName: 'needed a moment later',
    name(id, graph) {
      needed ??= importedFrom(late, graph);
      return needed.has(id) ? 'late' : null;
    },
  };
}

/** Files of the first look, which are there when anything else is asked for. */
const isOfFirst = /\/(?:main|workspace|text|rolldown-runtime)-[\w-]+\.js$/;

/** What is fetched beside a file that is loaded later. The first script need not name what is there, nor the file itself. */
export function besideTheFirst(file: string, needed: readonly string[]): string[] {
  return needed.filter((one) => one !== file && !isOfFirst.test(`/${one}`));
}

/** All that these modules can't start without. */
function importedFrom(roots: readonly string[], graph: ModuleGraph): Set<string> {
  const found = new Set<string>();
  const waiting = [...roots];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
