// Declarations with the metadata names of Confluent.Kafka.
#pragma warning disable
namespace Confluent.Kafka
{
    public class ClientConfig
    {
        public string BootstrapServers { get; set; }
    }

    public class ConsumerConfig : ClientConfig
    {
        public string GroupId { get; set; }

        public bool? EnableAutoCommit { get; set; }

        public bool? EnableAutoOffsetStore { get; set; }
    }

    public class Message<TKey, TValue>
    {
        public TKey Key { get; set; }

        public TValue Value { get; set; }
    }

    public class ConsumeResult<TKey, TValue>
    {
        public Message<TKey, TValue> Message { get; set; }
    }

    public interface IConsumer<TKey, TValue> : IDisposable
    {
        ConsumeResult<TKey, TValue> Consume(CancellationToken cancellationToken = default);

        void Subscribe(string topic);

        void StoreOffset(ConsumeResult<TKey, TValue> result);

        void Close();
    }

    public class ConsumerBuilder<TKey, TValue>
    {
        public ConsumerBuilder(ConsumerConfig config) { }

        public IConsumer<TKey, TValue> Build() => null;
    }
}
