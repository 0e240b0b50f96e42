/** What a page needs before anybody is logged in: the calls alone, without the connection and all that lives on it. */
export { ApiError } from './api-error.ts';
export { createRestClient, type RestClient } from './rest.ts';
