export type { Passkey, PasskeyAssertion, PasskeyAttestation, PasskeyCreation, PasskeyRequest } from './ceremony.ts';
export * from './operations.ts';
