using CityOps.Simulators.Load.Wire;

namespace CityOps.Simulators.Load;

/// <summary>
/// The messages of one connection that are not settled, oldest first, in slots that are used again and again. Message n has the
/// packet id of its slot. One thread; allocates nothing for a message.
/// </summary>
/// <remarks>head ≤ next ≤ tail: before next it was written completely, from next on it was not; next itself perhaps in part.</remarks>
sealed class PublishRing(int window, int slotBytes)
{
    readonly byte[] bytes = new byte[window * slotBytes];
    readonly Slot[] slots = new Slot[window];
    long head;
    long next;
    long tail;
    int partial;

    public int Room => window - (int)(tail - head);

    /// <summary>Written, and not settled: what the broker's receive maximum is about.</summary>
    public int InFlight => (int)(next - head);

    public int Unwritten => (int)(tail - next);

    public bool IsEmpty => head == tail;

    /// <summary>The next packet was written in part: nothing else may be written before its rest.</summary>
    public bool InPacket => partial > 0;

    /// <summary>Lets a device write its next message into the next slot. There must be room.</summary>
    /// <param name="now">Unix ms.</param>
    /// <param name="timestamp">Of the clock, for the latency.</param>
    public void Add(LoadDevice device, long now, long timestamp, int qos)
    {
        var index = (int)(tail % window);
        var length = device.WriteNext(Bytes(index), now, qos, (ushort)(index + 1));
        slots[index] = new Slot(device, device.Seq, timestamp, length);
        tail++;
    }

    /// <summary>Copies what may be written now and returns how many bytes; always whole packets, but for the beginning of the first.</summary>
    /// <param name="most">Most messages in flight.</param>
    public int CopyUnwritten(Span<byte> to, int most)
    {
        var length = 0;
        var skip = partial;
        for (var n = next; n < tail && n - head < most; n++)
        {
            var index = (int)(n % window);
            if (slots[index].Settled)
            {
                continue;
            }

            var packet = Bytes(index)[skip..slots[index].Length];
            if (length + packet.Length > to.Length)
            {
                break;
            }

            packet.CopyTo(to[length..]);
            length += packet.Length;
            skip = 0;
        }

        return length;
    }

    /// <summary>So many of the bytes of <see cref="CopyUnwritten"/> were taken by the socket.</summary>
    public void Written(int count)
    {
        while (count > 0)
        {
            ref var slot = ref slots[(int)(next % window)];
            if (!slot.Settled)
            {
                var whole = Math.Min(count, slot.Length - partial);
                count -= whole;
                partial += whole;
                if (partial < slot.Length)
                {
                    return;
                }
            }

            partial = 0;
            next++;
        }
    }

    /// <summary>The broker answered a packet. False where no packet with this id waits for an answer.</summary>
    public bool TrySettle(ushort id, out Slot settled)
    {
        settled = default;
        var behind = ((id - 1 - (int)(head % window)) + window) % window;
        if (id < 1 || id > window || behind >= InFlight || slots[id - 1].Settled)
        {
            return false;
        }

        settled = slots[id - 1];
        slots[id - 1] = settled with { Settled = true };
        Forget();
        return true;
    }

    /// <summary>At QoS 0 what is written is done with.</summary>
    public void ForgetWritten() => head = next;

    /// <summary>The connection is lost: everything not settled is written again, and what was written says so. Returns how many those are.</summary>
    public int Rewind()
    {
        var again = 0;
        for (var n = head; n < next; n++)
        {
            var index = (int)(n % window);
            if (!slots[index].Settled)
            {
                PublishPacket.MarkAgain(Bytes(index));
                again++;
            }
        }

        (next, partial) = (head, 0);
        return again;
    }

    void Forget()
    {
        while (head < next && slots[(int)(head % window)].Settled)
        {
            head++;
        }
    }

    Span<byte> Bytes(int index) => bytes.AsSpan(index * slotBytes, slotBytes);

    /// <param name="At">Timestamp of the clock when it was made.</param>
    public readonly record struct Slot(LoadDevice Device, long Seq, long At, int Length)
    {
        public bool Settled { get; init; }
    }
}
