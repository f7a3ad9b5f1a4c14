using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CityOps.Simulators.Devices;

/// <summary>How many devices have an MQTT client of their own: a share of all of them, or a number.</summary>
public readonly record struct OwnClients
{
    readonly double share;
    readonly int? number;

    OwnClients(double share, int? number) => (this.share, this.number) = (share, number);

    /// <summary>One in ten.</summary>
    public static OwnClients Default { get; } = OfShare(0.1);

    public static OwnClients None { get; } = OfNumber(0);

    /// <param name="share">0 to 1.</param>
    public static OwnClients OfShare(double share) => new(Math.Clamp(share, 0, 1), null);

    public static OwnClients OfNumber(int number) => new(0, Math.Max(0, number));

    /// <summary>A whole number is a number; <c>0.2</c> and <c>20%</c> are a share.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OwnClients value)
    {
        value = default;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            value = OfNumber(number);
            return true;
        }

        var percent = text?.EndsWith('%') == true;
        if (!double.TryParse(percent ? text![..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
            || (share /= percent ? 100 : 1) > 1)
        {
            return false;
        }

        value = OfShare(share);
        return true;
    }

    /// <param name="devices">How many could have one.</param>
    public int Of(int devices) => Math.Min(devices, number ?? (int)Math.Round(share * devices));

    public override string ToString() =>
        number?.ToString(CultureInfo.InvariantCulture) ?? string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");
}
