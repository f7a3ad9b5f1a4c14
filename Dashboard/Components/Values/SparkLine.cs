using System.Globalization;
using CityOps.Dashboard.Figures;

namespace CityOps.Dashboard.Components.Values;

/// <summary>A small line without axes, 100 wide and 24 high, as the points of an SVG.</summary>
static class SparkLine
{
    const double Width = 100, Height = 24, Margin = 2;

    /// <summary>A change of less than this share of a figure is steady.</summary>
    const double SteadyShare = 0.03;

    /// <summary>Empty for fewer than two points.</summary>
    /// <param name="from">The left edge, Unix ms.</param>
    /// <param name="to">The right edge, Unix ms.</param>
    public static string Points(IReadOnlyList<FigurePoint> trail, long from, long to)
    {
        if (trail.Count < 2 || to <= from)
        {
            return "";
        }

        var (low, high) = (trail.Min(point => point.V), trail.Max(point => point.V));
        var height = high - low;
        return string.Join(' ', trail.Select(point => string.Create(
            CultureInfo.InvariantCulture,
            $"{(point.T - from) * Width / (to - from):0.#},{(height == 0 ? Height / 2 : Height - Margin - (point.V - low) / height * (Height - 2 * Margin)):0.#}")));
    }

    /// <summary>Where it went: 1 up, -1 down, 0 neither, from the mean of its first quarter to that of its last.</summary>
    public static int Direction(IReadOnlyList<FigurePoint> trail)
    {
        var quarter = trail.Count / 4;
        if (quarter == 0)
        {
            return 0;
        }

        var (first, last) = (trail.Take(quarter).Average(point => point.V), trail.TakeLast(quarter).Average(point => point.V));
        return Math.Abs(last - first) <= SteadyShare * Math.Max(Math.Abs(first), Math.Abs(last)) ? 0 : Math.Sign(last - first);
    }
}
