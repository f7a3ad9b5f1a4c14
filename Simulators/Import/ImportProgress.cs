using CityOps.Simulators.Mqtt;

namespace CityOps.Simulators.Import;

/// <summary>How far an import is.</summary>
/// <param name="Rows">Rows that were put into messages, of <paramref name="AllRows"/>.</param>
sealed record ImportProgress(TimeSpan Elapsed, long Rows, long AllRows, LinkAccount Account, bool Connected)
{
    public double Share => AllRows == 0 ? 0 : (double)Rows / AllRows;

    /// <summary>Null while nobody can know.</summary>
    public TimeSpan? Left => Rows == 0 ? null : Elapsed * ((double)(AllRows - Rows) / Rows);
}
