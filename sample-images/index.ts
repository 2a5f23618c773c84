import { clean } from './clean.js';
import { leaky } from './leaky.js';
import { multiPlatform } from './multi-platform.js';
import type { SampleImage } from './sample.js';
import { several } from './several.js';

/** Every sample image; a further one is a file and a line here. */
export const sampleImages: readonly SampleImage[] = [leaky, clean, several, multiPlatform];
