/**
 * Pictures of messages.
 *
 * @module viber-mailing/preview
 */

export { type Drawable, type PreviewOptions, preview } from './preview.js';
