import { chosenLanguage } from '../lib/chosen-language.ts';
import { askAhead } from './ask-ahead.ts';
import { showPreview } from './preview/show-preview.ts';
import './begin.ts';

const asked = askAhead();
// Without it one waits for the app, which asks again and says what is wrong. It is drawn in English only.
if (asked && chosenLanguage() === 'en') showPreview(asked).catch(() => undefined);
