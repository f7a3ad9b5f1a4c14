using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace CityOps.Ingestion.Start;

/// <summary>
/// The certificate that we show, from PEM files. A renewed one is shown to whoever connects from then on; who is connected stays so. While the two
/// files do not fit together, as in the middle of a renewal, the one before is shown. Safe for concurrent use.
/// </summary>
sealed class OwnCertificate(string certificateFile, string keyFile, TimeProvider clock)
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    readonly Lock _lock = new();
    SslStreamCertificateContext? _context;
    (DateTime Certificate, DateTime Key) _written;
    long _lookedAt;

    public void Configure(HttpsConnectionAdapterOptions https)
    {
        https.ServerCertificateSelector = (_, _) => Current().TargetCertificate;
        // With the certificates up to the authority, which the selector cannot give.
        https.OnAuthenticate = (_, options) => (options.ServerCertificateContext, options.ServerCertificateSelectionCallback) = (Current(), null);
    }

    SslStreamCertificateContext Current()
    {
        lock (_lock)
        {
            if (_context is null || clock.GetElapsedTime(_lookedAt) >= LookEvery)
            {
                _lookedAt = clock.GetTimestamp();
                Look();
            }

            return _context!;
        }
    }

    void Look()
    {
        var written = (File.GetLastWriteTimeUtc(certificateFile), File.GetLastWriteTimeUtc(keyFile));
        if (_context is not null && written == _written)
        {
            return;
        }

        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificateFile);
            _context = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(certificateFile, keyFile), chain, offline: true);
            _written = written;
        }
        catch (Exception e) when (_context is not null && e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // The one before goes on, and the files are looked at again.
        }
    }
}
