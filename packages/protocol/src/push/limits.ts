/** Beside `limits`, which the page's first script holds. */
export const pushLimits = {
  /** Devices of one person that take pushes. */
  subscriptionsMax: 20,
  /** Characters of the address of each at its push service. */
  endpointMax: 1_024,
  /** What a push holds, in bytes before it is encrypted. */
  payloadMax: 3_072,
} as const;
