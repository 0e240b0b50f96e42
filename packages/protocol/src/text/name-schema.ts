import { z } from 'zod';
import { cleanName, findNameProblem } from './names.ts';

/** A name that others read, see names.ts. */
export const nameSchema = (max: number) =>
  z
    .string()
    .overwrite(cleanName)
    .min(1, 'write a name')
    .max(max, `at most ${max} characters`)
    .superRefine((name, context) => {
      const problem = findNameProblem(name);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    });
