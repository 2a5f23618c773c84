/** What all samples hold. */
export const TEXT = Array.from({ length: 120 }, (_, index) => `line ${index} of a text that repeats itself, a little ${'ab'.repeat(index % 7)}\n`).join('');

/** The text as xz, bzip2 and zstd themselves compressed it, for want of an encoder here; `xzBlocks` has several blocks and a SHA-256 check. */
export const SAMPLES = {
  xz: [
    '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4BnLAV1dADYaSh8IoCYDTQad7+2MoT/IOM9thS+aaJmfL/bA0qMCNuh6OWLSTN8ULgm6mdbFDa9PULGLlSXGoPpq',
    'zhrN5xiXs2mhDRf2ERIk8eRAGrAP9uRup40G0qtON8Kv9XNsoA9re42r1dWQUsCYwFg86SmnG3F7AYyfLdlcMzIlpLD8e2spDwlPjDwZl7+AfQuZxpHirlNr',
    'S8oE3n7upaUBtI6z4GICEf2HeVgILWC0kKLe855FpCW5Y4l3MN6l9zZzMI6PJpDxjE8SnInXC5sQluDmMGQUqdIIPqDBrOppjLWHulSu/OjBEWoyXQXE2Ybl',
    'kVynOAE5LGS5Fr332Mop5xHh5vWrAluYgb+P8zgVi9GkdXXZRCgSYH1GsRCDsj0jtTsJYzqO8S6IBt5C88IgkETZIaX4Kr8cUS9g+Uv79/JrqReuo6RKnHM+',
    'JdNAORSFfj9uLylyOh5g+88uGbkAAAAAVFOlog6ZHasAAfkCzDMAABvFvpGxxGf7AgAAAAAEWVo=',
  ].join(''),
  xzBlocks: [
    '/Td6WFoAAArh+wyhAgAhAQwAAACPmEGc4AfPANNdADYaSh8IoCYDTQad7+2MoT/IOM9thS+aaJmfL/bA0qMCNuh6OWLSTN8ULgnNo6fOvyeQj7lvXAczQGRs',
    'h1zHI3wXGjP24wwvmXWCot/sf0WrIgKt25j8UW3pTVWYTNR0ws4GP7pgC/wGADAqHnr+uiL/AytqU/uHURTM7krWW0w+pAnJUN8AIHSxnRm02eOSTjODWotr',
    'kYjn3MkzEO0LZgUT/1Oue6RbbCaH3+Q3uMW10Q0TiTWZITVgG+djqCXhAEimZKnOWSZKH5ZjKFPkkMKpUAAAAImbAtxIDMucdhkAUBuJganjUr35e5ZhVW+g',
    'DTGkEhWNAgAhAQwAAACPmEGc4AfPANRdADMLAAZRjcqHbc6PK8iKM1tXlraQoeAGpSPrODb5kYbiUywCrZYff13euS1k7bV4n0BTdBifM0EMtFoEhn5/FEQg',
    'zKKT800AyqPL93xRze7Yye0ZtG7tCe7fH37ubn0j/zdbV6OiADOekQXju314tMTj+0dm+kvkC9dnwwMqWEsop6BNQs2QbpMgIasWK/XX1/cCHPy9FHbbMt5+',
    'Izs+wu0FcZrmMx93XV9Qut6VoOLjlEVI6n6O9sLEDGdUWyBa0DwOsiZGZ7e+3g3t8URoSZTitHKaAF/a31EFWNomA4UImrgeArglbfoaQEspCeiex3NvrGOV',
    'AgAhAQwAAACPmEGc4AfPANZdABAbyMICqE8N9M9Q7blUp3nHvXRXsUdmlJr53AILnq68BBBwUTo7QgHadvIk/wneC2o/2UmCS4TwUBE/KGZYcVGMiQQVlxTd',
    'sTD0ll5vJt3ZTqT5P30mXCtUlpTY/xlcL9AGyqYRUrS0Cs0HxUqoXgigQhovdje1PBcn1c8GqGsm2mp70SuP6++jVCHI4EAyO33VXtTJZoW4cwD2wD8ZmdWx',
    'B2X1gWWxF8BzE/VzaxOD1I/IBzaZN1bNn8O+7SUgBOjSPMfbNQCIZXgE4lIVN38zp5JIUhYAAACcaVFxbOVum04ytZnYlCRew27pU56lkhr/iv5FukXqiQIA',
    'IQEMAAAAj5hBnOACWwBpXQAQHQkGJFYt629kMMWS169FUgPme2ACEErCUVjSq71xtD9K5imF0Qq4EvKHn+PDWEZoE5KuCr7/fRgPSPpkv7ssE+Et9cG2wzSK',
    'A12fSs97LNYw5L1LQ++oGlS/PNDVmbBabgVr4DgYAAAAAAAACKlZdZvS5I/tBUxcGzy1nLjq+rGrcVxtIDkZbGaHBxEABIcC0A+IAtAPigLQD50B3AQAAJ68',
    'TXoO2doBBQAAAAAKWVo=',
  ].join(''),
  bzip2: [
    'QlpoOTFBWSZTWWo8/jUACOpZgAAQQAR/4DNl3EBAAndgMGAaFTeR7VVNpNqAASeqqhoMgA0ZCmjQBoAAClKCgyDQaPKF67GxqNixsbGxY2Ni2ZmTMrMWe6Q2',
    'FXYVaKLgVHSSiI6fjv45644zz530m3rWnbu7bem5b1rTeXdvbxt5j03d5bb4beZjbu7xt9m3mY27u3pum3mY27u29uW3+pKIj0SUREpKIjwkoiPPBmu/crnn',
    'nsoVUAGgo3UxCmVCmZlTMzMzMqZoOADYaUKewFgGzFCqigMAOFCqthQGwpQpDYUAyVCmQNhQDUKqOwGwo0oVUzgA2GlCiIjqZhTNioxFjRYsaLFjRoxGko0b',
    'FFJRo0UaNFFFFGTFjGMmKKMUYxjERERERJiMREQAAAhDMzMyH0KvgVdpFO6PwVYouBV9irkVdxVyKtxVoKsFXQVYKtBV5irgVbCrkVYKtRVgq2CrqKv4VahV',
    'qKtRVuFW4q/xdyRThQkGo8/jUA==',
  ].join(''),
  zstd: [
    'KLUv/QRoTQoAwg8mFaCpDQBsr1/ueVtVtyK7u3urrxpOjf////////9fr9fr9Xq9Xq83r3Y29rX1u7p5lZORj43Pxc2rm4t7a/utbV7VVNRT02tp82pmYl5a',
    'PiubVzER8dDwWNi8enl4d3a/uuZVS0M7M7uVNa8+j7/b/3rzauLZIBw46EjJOI5wAuJATDIOkwSkoOUkoUgnNSgd4RDJqYMQ4wh+qEFMfv/vgDNLSwcSSCAI',
    'YAj+/08YRu8PhBwE5PMfL/U41/EJx/s3Dml8mYzXY5y9+J7FayoOU3xu4t1IHI/4LMT7Hk4c/oTGuFgAJAu628gNCTgtAa8mNVpwiQRfbQSaAyanZ0MJPCWg',
    'jR2cXnCBQBs/EhuDDkucuAg+q4BkUXa1EUK7gw+Cnwh8DPj598uvwLLo+4V/iOQ6xOB2Ee5yTlzuZhBrdQosEjABsQpfx8JQ',
  ].join(''),
} as const;

export function sample(name: keyof typeof SAMPLES): Buffer {
  return Buffer.from(SAMPLES[name], 'base64');
}
