using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CityOps.Ingestion.Mqtt.Access;

/// <summary>Passwords as mosquitto 2.0 keeps them: PBKDF2 with SHA-512, as its own mosquitto_passwd writes.</summary>
static class MosquittoPassword
{
    // mosquitto's own default. It computes this at each connect in its one thread; a random password needs no more.
    const int Iterations = 101;
    const int SaltBytes = 12;
    const int HashBytes = 64;

    /// <summary>A new random one of 24 letters, digits, - and _: 144 bits.</summary>
    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)).Replace('+', '-').Replace('/', '_');

    /// <summary>What stands behind the name and its colon: <c>$7$iterations$salt$hash</c>.</summary>
    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA512, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"$7${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }
}
