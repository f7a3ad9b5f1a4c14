using System.Security.Cryptography;
using System.Text;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboard.Access;

/// <summary>
/// The link by which the first administrator comes in: there is no default password. Made anew at each start, only in memory, and of no use once
/// there is an administrator. Safe for concurrent use.
/// </summary>
sealed class SetupLink(IDbContextFactory<CityDatabase> factory)
{
    public const string Path = "/set-up";
    const int TokenBytes = 24;

    readonly string _token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>Of this site, with its token.</summary>
    public string PathAndQuery => $"{Path}?token={_token}";

    /// <summary>Nobody can sign in to administer the city.</summary>
    public async Task<bool> IsOpenAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return !await db.AdministratorsAsync(cancellationToken);
    }

    /// <summary>Compares in the same time whatever is wrong.</summary>
    public bool Fits(string? token) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token ?? ""), Encoding.UTF8.GetBytes(_token));
}
