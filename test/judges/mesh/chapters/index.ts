import { bytes } from './bytes';
import { meshPolicy } from './mesh-policy';
import { refusals } from './refusals';
import { type Chapter } from './story';
import { thePost } from './the-post';

export const CHAPTERS: readonly Chapter[] = [thePost, meshPolicy, bytes, refusals];
