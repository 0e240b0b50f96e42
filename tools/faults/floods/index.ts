import { pings, pongs } from './control-frames.ts';
import { manyGroups } from './dear-requests.ts';
import type { Flood } from './flood.ts';
import { unreadHistory, unreadOnEach, unreadScript, unreadScriptTwenty } from './unread-answers.ts';

/** Every flood by the name that `--only` takes. */
export const floods: Readonly<Record<string, Flood>> = {
  'unread-script': unreadScript,
  'unread-script-20': unreadScriptTwenty,
  'unread-history': unreadHistory,
  'unread-on-each': unreadOnEach,
  'many-groups': manyGroups,
  pongs,
  pings,
};
