import { defineBusEvent } from '../bus/bus-event.ts';
import { customEmojiChangedType } from './custom-emoji-rules.ts';

/** On `nodes`: the emoji of the place are others than before. */
export const customEmojiChanged = defineBusEvent(customEmojiChangedType, {});
