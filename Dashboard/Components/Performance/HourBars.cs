using System.Globalization;
using CityOps.Core.Alerts.Performance;

namespace CityOps.Dashboard.Components.Performance;

/// <summary>Where the bars of 24 hours lie in a picture of <see cref="Width"/> by <see cref="Height"/>, as an SVG has numbers.</summary>
/// <param name="least">The picture reaches at least so high, and a little more.</param>
sealed class HourBars(IReadOnlyList<HourOfDay> hours, double least)
{
    public const int Width = 240;
    public const int Height = 60;
    public const int BarWidth = 8;

    const int Step = Width / 24;

    readonly double _most = Math.Max(least, hours.Max(hour => hour.PerHour)) * 1.1;

    public static int Left(int hour) => (hour * Step) + ((Step - BarWidth) / 2);

    public string Top(double perHour) => Text(Height - (perHour / _most * Height));

    public string HeightOf(double perHour) => Text(perHour / _most * Height);

    static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
