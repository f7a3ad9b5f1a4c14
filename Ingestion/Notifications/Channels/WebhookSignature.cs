using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>
/// What shows a receiver that a body is ours and new: <c>t=1768287120,v1=</c> and the hex HMAC-SHA256 of <c>t.body</c> under the shared secret.
/// The time is signed too, so that an old request is told from a new one.
/// </summary>
public static class WebhookSignature
{
    public const string Header = "CityOps-Signature";

    public static string Sign(string secret, long unixSeconds, ReadOnlySpan<byte> body)
    {
        var time = unixSeconds.ToString(CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(time + "."));
        hmac.AppendData(body);
        return $"t={time},v1={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}
