using System.Security.Cryptography;
using System.Text;

namespace CityOps.Ingestion.Mqtt;

/// <summary>The name our own clients use at the embedded broker; its password is made at start and lives in memory only.</summary>
public sealed class OwnRole
{
    public const string User = "cityops";

    public string Password { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(24));

    public bool Matches(string? user, string? password) =>
        user == User && password is not null &&
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(Password));
}
