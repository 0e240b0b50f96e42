import { askForPlace } from './ask-for-place.ts';
import { keepDrops } from './keep-drops.ts';
import { watchForMissingParts } from './missing-parts.ts';
import { showLastTheme } from './show-theme.ts';

/**
 * The script in the page itself: it runs before anything else is there, and the app does not wait for it. The build
 * writes it into the page (vite/write-pages.ts).
 */
showLastTheme();
watchForMissingParts();
if (document.documentElement.dataset['session'] === 'none') askForPlace();
// Nobody else is there whose files they could be.
else keepDrops();
