using CityOps.Core.Readings;

namespace CityOps.Simulators.Import.Rows;

/// <summary>One reading of a file that can be sent.</summary>
/// <param name="At">ObservedAt, Unix ms.</param>
/// <param name="Unit">Empty where the file has none.</param>
readonly record struct ImportRow(long At, SeriesId Series, string Domain, double Value, string Unit);

/// <summary>Why a row is not sent.</summary>
enum LeftOut
{
    NoTime,
    NoSeries,
    NoDomain,
    NoNumber,
    /// <summary>It was physically impossible already in the city it comes from.</summary>
    Failed,
}
