/** As of before: what it shares with that of today is what the tests use. */
export { createClient } from '@confab/client';
