using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CityOps.Core.Alerts;

/// <summary>
/// Alert ids are made from what the alert is about, so that judging the same readings twice names the same alert.
/// </summary>
public static class AlertId
{
    /// <summary>First 16 bytes of SHA-256 of <c>rule|subject|start in ms</c>, as 32 lower-case hex digits.</summary>
    /// <param name="subject">The series, or <c>station:{id}</c>, <c>district:{name}</c>, or a device id.</param>
    public static string From(string rule, string subject, long startMs)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{rule}|{subject}|{startMs}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
