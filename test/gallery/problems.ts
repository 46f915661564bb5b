import type { Problem } from '../../src/kernel/problem.ts';
import { problemSamples } from './views.ts';
import type { World } from './world.ts';

/** Every refusal in every way that it can be. */
export const problemsIn = (world: World): readonly Problem[] =>
  Object.entries(problemSamples(world)).flatMap(([code, all]) =>
    all.map((details) => ({ code, ...details })),
  );
