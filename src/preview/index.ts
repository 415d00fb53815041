export { type Drawable, type PreviewOptions, preview } from './preview.js';
