using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>Looks at a server's certificate, and remembers what is wrong with it, so that a person reads what to do and not the name of a flag.</summary>
sealed class CertificateSight
{
    SslPolicyErrors _errors;
    X509ChainStatusFlags _chain;

    /// <summary>Nothing is wrong: what the system does not trust we do not trust.</summary>
    public bool IsGood(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        _errors = errors;
        _chain = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        return errors == SslPolicyErrors.None;
    }

    /// <summary>Null where the certificate is not what failed.</summary>
    public string? Describe(string host)
    {
        if (_errors == SslPolicyErrors.None)
        {
            return null;
        }

        var (wrong, help) = this switch
        {
            _ when _errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) => ("is missing", "the server has to show one"),
            _ when _chain.HasFlag(X509ChainStatusFlags.NotTimeValid) => ("has expired or is not valid yet", "have it renewed"),
            _ when _errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) => (
                "is signed by nobody whom this machine trusts",
                "add the certificate of its authority to the trusted ones (Debian: into /usr/local/share/ca-certificates, then update-ca-certificates) and start again"),
            _ => ("is for another name", "set Notifications:Email:Host to the name in the certificate"),
        };
        return $"The certificate of {host} {wrong}, so nothing was sent: {help}";
    }
}
