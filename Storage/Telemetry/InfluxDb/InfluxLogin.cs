using System.Net.Http.Headers;
using System.Text;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>Who we are to the server. The secret goes into a header, never into an address, where logs and proxies would keep it.</summary>
sealed class InfluxLogin(InfluxDbOptions options)
{
    /// <summary>2.x takes <c>Bearer</c> at some of its addresses only; <c>Token</c> is understood by 2.x and 3.x at all of ours.</summary>
    public AuthenticationHeaderValue? Header =>
        options.Token is { } token ? new AuthenticationHeaderValue("Token", token)
        : options.Username is { } name ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{options.Password}")))
        : null;

    public string Who => options.Token is null ? $"user {options.Username ?? "(none)"}" : "our token";

    /// <summary>What a server does not accept when it does not know us, and where that is set.</summary>
    public (string What, string Settings) Refused => (options.Token, options.Version) switch
    {
        (not null, _) => ("our token", "Store:InfluxDb:Token"),
        (_, 1) => ("our name or password", "Store:InfluxDb:Username and Store:InfluxDb:Password"),
        (_, null) => ("our name or password", "Store:InfluxDb:Username and Store:InfluxDb:Password, or Store:InfluxDb:Token"),
        _ => ("us without a token", "Store:InfluxDb:Token"),
    };
}
