const lib = require('viber-mailing');

import('./sample.mjs').then(({ sampleRequest }) => console.log(JSON.stringify(sampleRequest(lib), null, 2)));
