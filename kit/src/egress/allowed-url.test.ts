import { allowedUrl } from './allowed-url';

const refusal = expect.objectContaining({ extensions: { code: 'URL_NOT_ALLOWED' } });

describe('a URL that a user can influence', () => {
  it.each(['https://example.com', 'http://example.com/a?b=c#d', 'https://example.com:443/', 'https://EXAMPLE.com./x', 'https://bücher.example/', 'http://93.184.216.34/', 'https://[2606:4700:4700::1111]/'])('may be %s', (url) => {
    expect(allowedUrl(url).href).toBe(new URL(url).href);
  });

  it.each([
    '', 'example.com', '//example.com', '/path', 'file:///etc/passwd', 'gopher://example.com', 'ftp://example.com', 'javascript:alert(1)', 'data:text/plain,x', 'dict://example.com:11211/', 'ws://example.com',
    'https://user@example.com', 'https://user:password@example.com', 'https://example.com@127.0.0.1', 'https://:@localhost/', `https://example.com/${'x'.repeat(2_100)}`,
    'http://example.com:22', 'http://example.com:6379', 'http://example.com:8080', 'https://example.com:80443', 'http://example.com:0',
    'http://127.0.0.1', 'http://127.1', 'http://2130706433', 'http://0x7f000001', 'http://0177.0.0.1', 'http://0x7f.1', 'http://0', 'http://0.0.0.0', 'http://10.1.2.3', 'http://169.254.169.254/latest/meta-data',
    'http://2852039166', 'http://①②⑦.⓪.⓪.①', 'http://127。0。0。1', 'http://[::1]', 'http://[::]', 'http://[::ffff:127.0.0.1]', 'http://[::ffff:7f00:1]', 'http://[fd00:ec2::254]', 'http://[64:ff9b::a9fe:a9fe]', 'http://[fe80::1]',
    'http://localhost', 'http://LOCALHOST.', 'http://a.localhost', 'http://metadata.google.internal', 'http://printer.local', 'http://intranet', 'http://db.corp/',
  ])('may not be %s', (url) => {
    expect(() => allowedUrl(url)).toThrow(refusal);
  });

  it('may be a private address that is allowed with exactly its host and port', () => {
    const allowance = ['127.0.0.1:9000', '::1:9000', 'minio:9000'];
    expect(['http://127.0.0.1:9000/a', 'http://[::1]:9000', 'http://minio:9000'].map((url) => allowedUrl(url, allowance).port)).toEqual(['9000', '9000', '9000']);
    for (const url of ['http://127.0.0.1:9001', 'http://127.0.0.2:9000', 'http://127.0.0.1', 'file://127.0.0.1:9000/a', 'http://user@127.0.0.1:9000']) expect(() => allowedUrl(url, allowance)).toThrow(refusal);
  });
});
