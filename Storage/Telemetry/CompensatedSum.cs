namespace CityOps.Storage.Telemetry;

/// <summary>Neumaier's compensated sum (1974): the low bits that an addition drops are summed beside it. Not safe for concurrent use.</summary>
public sealed class CompensatedSum
{
    double sum;
    double lost;

    public double Value => sum + lost;

    public void Add(double value)
    {
        var next = sum + value;
        lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
        sum = next;
    }

    public void Clear() => sum = lost = 0;
}
