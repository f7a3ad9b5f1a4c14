using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>The last readings of a series as a rule of N of M sees them: which met the limit, which were beyond the one for clearing. Not thread-safe.</summary>
sealed class LastFew(AtLeastOf asked)
{
    readonly long[] _at = new long[asked.M];
    readonly double[] _values = new double[asked.M];
    readonly bool[] _meets = new bool[asked.M];
    readonly bool[] _isBack = new bool[asked.M];
    int _count;
    int _next;

    /// <summary>Those before the newest, oldest first: with it they are why a run began.</summary>
    public IEnumerable<EvidenceReading> Before
    {
        get
        {
            for (var i = _count; i > 1; i--)
            {
                var slot = (_next - i + asked.M) % asked.M;
                yield return new EvidenceReading(_at[slot], _values[slot], Quality.Good);
            }
        }
    }

    public void Clear() => _count = 0;

    public Finding Take(in Finding one, double value)
    {
        if (one.AfterHole)
        {
            _count = 0;
        }

        (_at[_next], _values[_next], _meets[_next], _isBack[_next]) = (one.At, value, one.Meets, one.IsBeyondClear);
        _next = (_next + 1) % asked.M;
        _count = Math.Min(_count + 1, asked.M);
        var (met, staying, since) = (0, 0, one.At);
        for (var i = 0; i < _count; i++)
        {
            var slot = (_next - 1 - i + asked.M) % asked.M;
            if (_meets[slot])
            {
                (met, since) = (met + 1, _at[slot]);
            }

            staying += _isBack[slot] ? 0 : 1;
        }

        // It is over when too few stay beyond the limit for the rule to be met by them.
        return one with { Since = since, Meets = met >= asked.N, IsBeyondClear = one.IsBeyondClear && staying < asked.N };
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write((byte)_count);
        for (var i = _count; i > 0; i--)
        {
            var slot = (_next - i + asked.M) % asked.M;
            writer.Write(_at[slot]);
            writer.Write(_values[slot]);
            writer.Write(_meets[slot]);
            writer.Write(_isBack[slot]);
        }
    }

    public void Load(BinaryReader reader)
    {
        (_count, _next) = (0, 0);
        for (int i = reader.ReadByte(); i > 0; i--)
        {
            (_at[_next], _values[_next], _meets[_next], _isBack[_next]) = (reader.ReadInt64(), reader.ReadDouble(), reader.ReadBoolean(), reader.ReadBoolean());
            _next = (_next + 1) % asked.M;
            _count++;
        }
    }
}
