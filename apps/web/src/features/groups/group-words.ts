import type { SystemWords } from '../../lib/system-words.ts';
import { t } from '../../lib/words.ts';

/** Somebody changed settings of a group. */
export const groupWords: SystemWords = {
  'group-changed': ({ chatParts }, { actor }) => {
    const { posting, adding, mentioning, visibility, topic } = chatParts;
    if (Object.keys(chatParts).length > 1) return t`${actor} changed the settings of the group`;
    if (posting === 'everyone') return t`${actor} lets everyone write`;
    if (posting) return t`${actor} lets only owners and admins write`;
    if (adding === 'everyone') return t`${actor} lets everyone add people`;
    if (adding) return t`${actor} lets only owners and admins add people`;
    if (mentioning === 'everyone') return t`${actor} lets everyone mention everyone`;
    if (mentioning) return t`${actor} lets only owners and admins mention everyone`;
    if (visibility === 'public') return t`${actor} made the group public`;
    if (visibility) return t`${actor} made the group private`;
    if (topic) return t`${actor} set the topic “${topic}”`;
    return topic === '' ? t`${actor} took the topic away` : t`${actor} changed the description`;
  },
};
