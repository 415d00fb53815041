import * as lib from 'viber-mailing';
import { sampleRequest } from './sample.mjs';

console.log(JSON.stringify(sampleRequest(lib), null, 2));
