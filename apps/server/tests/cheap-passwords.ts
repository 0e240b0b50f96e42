import { hashCost } from '../src/accounts/password-hash.ts';

// Thousands of people register here, and what the hash of a password is worth is tested beside it: it would be a third of the time.
Object.assign(hashCost, { memory: 64, passes: 1 });
