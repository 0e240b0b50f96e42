import { signedInSchema } from '@confab/protocol';
import { people } from './people.ts';

/** Everybody's, and only ever in development data. */
export const password = 'confab-dev';

/** Makes the accounts as people do, over the API. Answers ids by username. */
export async function registerPeople(url: string): Promise<Map<string, string>> {
  const ids = await Promise.all(people.map((person) => register(url, person)));
  return new Map(ids);
}

async function register(url: string, person: { username: string; displayName: string }): Promise<[string, string]> {
  const response = await fetch(`${url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...person, password }),
  });
  if (response.status !== 201) {
    throw new Error(`${person.username} could not register: ${response.status} ${await response.text()}`);
  }
  const { user } = signedInSchema.parse(await response.json());
  return [person.username, user.id];
}
