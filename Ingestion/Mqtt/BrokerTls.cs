using System.Security.Cryptography.X509Certificates;

namespace CityOps.Ingestion.Mqtt;

/// <summary>What both of our clients, intake and link, hold of the certificate of a broker elsewhere.</summary>
static class BrokerTls
{
    /// <summary>
    /// Issuer, name and dates are checked, revocation lists are not. A broker's certificate is mostly of an authority of the
    /// city's own, which publishes no list: asking for one would refuse it (an unknown answer counts as a refusal), or bind
    /// intake to a server outside that must answer before a reading can come in. Whoever loses a key changes the authority.
    /// </summary>
    public const X509RevocationMode Revocation = X509RevocationMode.NoCheck;
}
