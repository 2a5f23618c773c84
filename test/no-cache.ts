process.env['LAYERLINT_CACHE'] = '';

export {};
