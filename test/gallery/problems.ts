import type { Problem } from '../../src/kernel/problem.ts';
import { problemSamples } from './views.ts';
import type { World } from './world.ts';

/** Every refusal with every kind of details. */
export const problemsIn = (world: World): readonly Problem[] =>
  Object.entries(problemSamples(world)).flatMap(([code, all]) =>
    all.map((details) => ({ code, ...details })),
  );
