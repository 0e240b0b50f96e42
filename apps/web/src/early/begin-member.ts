import { chosenLanguage } from '../lib/chosen-language.ts';
import { askAhead } from './ask-ahead.ts';
import type * as Preview from './preview/show-preview.ts';
import './begin.ts';

/** Where the build puts what draws the preview: it comes beside the answers, and the page holds the styles alone. */
declare const CONFAB_PREVIEW_FILE: string;

const asked = askAhead();
// Without it one waits for the app, which asks again and says what is wrong. It is drawn in English only.
if (asked && chosenLanguage() === 'en') {
  (import(/* @vite-ignore */ CONFAB_PREVIEW_FILE) as Promise<typeof Preview>)
    .then(({ showPreview }) => showPreview(asked))
    .catch(() => undefined);
}
