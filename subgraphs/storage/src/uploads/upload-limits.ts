import { FilePurpose } from './file.entity';

const MEGABYTE = 1_048_576;

/** Bytes of one file, by what it is for. */
export const MAX_BYTES: Readonly<Record<FilePurpose, number>> = {
  [FilePurpose.PROFILE_PHOTO]: 5 * MEGABYTE,
  [FilePurpose.PROFILE_LOGO]: 5 * MEGABYTE,
};

/** Bytes of an upload's whole form: the largest file and what the form says about it. */
export const MAX_FORM_BYTES = Math.max(...Object.values(MAX_BYTES)) + 16_384;
