import { askAhead } from './ask-ahead.ts';
import { showPreview } from './preview/show-preview.ts';
import './begin.ts';

const asked = askAhead();
// Without it one waits for the app, which asks again and says what is wrong.
if (asked) showPreview(asked).catch(() => undefined);
