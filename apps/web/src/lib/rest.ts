import { createRestClient, type RestClient } from '@confab/client/rest';
import { fetchOrTakeEarly } from './early-answers.ts';

/** The REST side of the SDK, by the session cookie of this origin. */
export const rest: RestClient = createRestClient({ baseUrl: '', fetch: fetchOrTakeEarly });
