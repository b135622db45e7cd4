import { defineSettings, duration, integer, optionalText, requiredText, setting } from '@sangam/kit/settings/define-settings';
import { randomSecret } from '@sangam/kit/settings/generated-secrets';
import { isBucketUrl } from './uploads/bucket-address';

/** Where bytes are kept, how long links work, how much a person may keep. */
export const storageSettings = defineSettings('storage', {
  FILES_BUCKET_URL: setting({
    schema: optionalText().refine((value) => value === undefined || isBucketUrl(value), 'https://key:secret@host/bucket?region=…'), secret: true,
    example: 'https://key:secret@s3.ap-south-1.amazonaws.com/bucket?region=ap-south-1',
    description: 'Bucket of an S3-compatible store that keeps the files, addressed by path. Absent: the folder `files` under DATA_DIR, which one process alone can use.',
  }),
  FILE_LINK_KEY: setting({
    schema: requiredText().min(32, 'at least 32 characters'), secret: true, example: 'at-least-32-random-characters', generate: randomSecret, generated: 'everywhere',
    description: 'Key that signs download links; another one ends the links that were given out. Together: generated under DATA_DIR.',
  }),
  FILE_LINK_TTL: setting({ schema: duration('1h'), description: 'How long a download link works at least; at most twice as long, so that a link stays the same for a while and can be cached.' }),
  UPLOAD_QUOTA_BYTES: setting({ schema: integer(104_857_600, 1, Number.MAX_SAFE_INTEGER), description: 'Bytes that the files of one person may take together.' }),
  UNUSED_UPLOAD_TTL: setting({ schema: duration('1d'), description: 'How long an uploaded file is kept that nothing refers to.' }),
  IMAGE_PIXELS: setting({ schema: integer(30_000_000, 1, 268_000_000), description: 'Width times height that an uploaded image may have; checked before it is decoded.' }),
});
